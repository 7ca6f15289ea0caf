/** `eachInTurn` in a process of its own, which signals itself. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const turns = new URL('../../dist/fix/turns.js', import.meta.url).href;

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('ends by %s after the step at hand', (signal) => {
  const script = `
    import { eachInTurn } from '${turns}';
    await eachInTurn([1, 2, 3], (step) => {
      if (step === 2) process.kill(process.pid, '${signal}');
      console.log('done', step);
    });
    console.log('went on');`;
  const args = ['--input-type=module', '--eval', script];
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(ended).toMatchObject({ signal, stdout: 'done 1\ndone 2\n', stderr: '' });
});
