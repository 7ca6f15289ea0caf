/** The settings, as far as `lostcancel` goes by them. */
import { lost, runSuite } from './suite.js';

const ownContext = { modules: ['@ctxvet/context', './lostcancel/support/own-context.js'] };
const jobs = './lostcancel/support/jobs.js';

runSuite('settings', [
  {
    valid: [
      {
        name: 'another context module',
        code: `
import { withCancel as own, type Context as Own } from './lostcancel/support/own-context.js';
export function f(p: Own) {
  const [, cancel] = own(p);
  cancel();
}`,
        settings: ownContext,
      },
      {
        name: 'a module that the settings do not name',
        code: `
import { withCancel as own, type Context as Own } from './lostcancel/support/own-context.js';
export function f(p: Own) {
  const [child] = own(p);
  return child;
}`,
      },
      {
        name: 'a factory of the settings, called',
        code: `
import { start, listen } from '${jobs}';
export function f(p: Context) {
  const stop = start(p);
  const server = listen(p);
  stop();
  server.close();
}`,
        settings: { factories: [`${jobs}#start`, `${jobs}#listen`] },
      },
      {
        name: 'a factory that the settings deny',
        code: `
import { opened } from '${jobs}';
export function f() {
  return opened()[0];
}`,
        settings: { notFactories: [`${jobs}#opened`] },
      },
      {
        name: 'a function that the settings do not name',
        code: `
import { ordinary } from '${jobs}';
export function f(p: Context) {
  const stop = ordinary(p);
}`,
        settings: { factories: [`${jobs}#start`] },
      },
    ],
    invalid: [
      {
        name: 'another context module',
        code: `
import { withCancel as own, type Context as Own } from './lostcancel/support/own-context.js';
export function f(p: Own) {
  const [, cancel] = own(p);
}`,
        settings: ownContext,
        errors: [lost('lostAtEnd', 4, 12)],
        typed: true,
      },
      {
        name: 'factories of the settings: a function, and an object that holds one',
        code: `
import { start, listen } from '${jobs}';
export function f(p: Context) {
  const stop = start(p);
  const { close } = listen(p);
}`,
        settings: { factories: [`${jobs}#start`, `${jobs}#listen`] },
        errors: [lost('lostAtEnd', 4, 9), lost('lostAtEnd', 5, 11)],
        typed: true,
      },
    ],
  },
]);
