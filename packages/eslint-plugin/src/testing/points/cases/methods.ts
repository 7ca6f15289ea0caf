/** Methods of the same file, what they are given, and what they are given it in. */
import { lost, type Cases } from '../suite.js';

export const methods: Cases = {
  valid: [
    {
      name: 'a private method calls it',
      code: `
export class A {
  #end(stop: () => void) { stop(); }
  run(p: Context) {
    const [, cancel] = withCancel(p);
    this.#end(cancel);
  }
}`,
    },
    {
      name: 'a method that a subclass may override',
      code: `
export class A {
  note(stop: () => void) { void stop; }
  run(p: Context) {
    const [, cancel] = withCancel(p);
    this.note(cancel);
  }
}`,
    },
    {
      name: 'a method of an object calls a closure that calls it',
      code: `
const jobs = { end(stop: () => void) { stop(); } };
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  jobs.end(() => cancel());
}`,
    },
    {
      name: 'a method of an object that others have',
      code: `
export const jobs = { note(stop: () => void) { void stop; } };
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  jobs.note(cancel);
}`,
    },
    {
      name: 'a rest parameter that is run through',
      code: `
function endAll(...stops: (() => void)[]) { for (const stop of stops) stop(); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  endAll(cancel);
}`,
    },
    {
      name: 'disposed with an object that calls it',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  using _ = { [Symbol.dispose]() { cancel(); } };
}`,
    },
    {
      name: 'the default of a parameter that gets nothing',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  ((stop = cancel) => stop())();
}`,
    },
    {
      name: 'a private pair of which a method takes the function',
      code: `
export class A {
  #pair = withCancel({} as Context);
  close() { this.#pair[1](); }
}`,
    },
  ],
  invalid: [
    {
      name: 'a private method only mentions it',
      code: `
export class A {
  #note(stop: () => void) { void stop; }
  run(p: Context) {
    const [, cancel] = withCancel(p);
    this.#note(cancel);
  }
}`,
      errors: [lost('lostAtEnd', 5, 14)],
    },
    {
      name: 'a static method only mentions it',
      code: `
export class A {
  static note(stop: () => void) { void stop; }
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  A.note(cancel);
}`,
      errors: [lost('lostAtEnd', 6, 12)],
    },
    {
      name: 'a function only mentions a closure that calls it',
      code: `
function look(stop: () => void) { void stop; }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  look(() => cancel());
}`,
      errors: [lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'a rest parameter that is only counted',
      code: `
function count(...stops: (() => void)[]) { return stops.length; }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  count(cancel);
}`,
      errors: [lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'a private pair of which only the context is taken',
      code: `
export class A {
  #pair = withCancel({} as Context);
  get ctx() { return this.#pair[0]; }
}`,
      errors: [lost('heldInVain', 3, 11)],
    },
    {
      name: 'a private list that nothing reads',
      code: `
export class A {
  readonly #stops: (() => void)[] = [];
  run(p: Context) {
    const [, cancel] = withCancel(p);
    this.#stops.push(cancel);
  }
}`,
      errors: [lost('lostAtEnd', 5, 14)],
    },
    {
      name: 'made through call, apply, bind and Reflect.apply',
      code: `
export function f(p: Context) {
  const [, a] = withCancel.call(undefined, p);
  const [, b] = withCancel.apply(undefined, [p]);
  const [, c] = withCancel.bind(undefined, p)();
  const [, d] = Reflect.apply(withCancel, undefined, [p]);
}`,
      errors: [3, 4, 5, 6].map((line) => lost('lostAtEnd', line, 12)),
    },
  ],
};
