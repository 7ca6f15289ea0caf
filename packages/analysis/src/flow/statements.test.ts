import { expectGraph, type GraphCase } from '../testing/graphs.js';
import { describe, it } from 'vitest';

const cases: readonly GraphCase[] = [
  {
    name: 'if and else',
    source: 'function f() { if (a) b(); else c(); d(); }',
    graph: `
b0 entry: truthy a true → b1, false → b3
b1 then: call b() throw → exit, → b2
b2 after: → b5
b3 else: call c() throw → exit, → b4
b4 after: → b5
b5 after: call d() throw → exit, → b6
b6 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a while loop',
    source: 'function f() { while (a) { if (b) continue; if (c) break; d(); } }',
    graph: `
b0 entry: → b1
b1 loop: truthy a true → b2, false → b8
b2 body: truthy b true → b3, false → b4
b3 then: → b1
b4 else: truthy c true → b5, false → b6
b5 then: → b8
b6 else: call d() throw → exit, → b7
b7 after: → b1
b8 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'do while tests after continue',
    source: 'function f() { do { if (a) continue; b(); } while (c); }',
    graph: `
b0 entry: → b1
b1 body: truthy a true → b2, false → b3
b2 then: → b5
b3 else: call b() throw → exit, → b4
b4 after: → b5
b5 continue: truthy c true → b1, false → b6
b6 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a for loop',
    source: 'function f() { for (let i = 0; i < n; i++) a(i); }',
    graph: `
b0 entry: → b1
b1 scope: i = 0 → b2
b2 loop: truthy i < n true → b3, false → b5
b3 body: call a(i) throw → exit, → b4
b4 after: i = unknown → b2
b5 done: → b6
b6 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'for of',
    source: 'function f() { for (const x of xs) a(x); }',
    graph: `
b0 entry: pass xs → b1
b1 loop: iterate xs throw → exit, → b2
b2 after: → b3
b3 scope: choose for (const x of xs) a(x); true → b4, false → b6
b4 body: x = unknown · call a(x) throw → exit, → b5
b5 after: → b1
b6 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'for of what is written out has a first turn',
    source: 'function f() { for (const x of [1, 2]) { if (a) continue; b(x); } }',
    graph: `
b0 entry: pass [1, 2] → b1
b1 scope: → b2
b2 body: x = unknown · truthy a true → b3, false → b4
b3 then: → b6
b4 else: call b(x) throw → exit, → b5
b5 after: → b6
b6 loop: iterate [1, 2] throw → exit, → b7
b7 after: choose for (const x of [1, 2]) { if (a) continue; b(x); } true → b2, false → b8
b8 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'for await',
    source: 'async function f() { for await (const x of xs) a(x); }',
    graph: `
b0 entry: pass xs → b1
b1 loop: for await (const x of xs) a(x); throw → exit, → b2
b2 after: → b3
b3 scope: choose for await (const x of xs) a(x); true → b4, false → b6
b4 body: x = unknown · call a(x) throw → exit, → b5
b5 after: → b1
b6 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'for in',
    source: 'function f() { for (const k in o) a(k); }',
    graph: `
b0 entry: → b1
b1 loop: → b2
b2 scope: choose for (const k in o) a(k); true → b3, false → b5
b3 body: k = unknown · call a(k) throw → exit, → b4
b4 after: → b1
b5 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'labels cross loops',
    source: 'function f() { outer: for (;;) { for (;;) { if (a) continue outer; break outer; } } }',
    graph: `
b0 entry: → b1
b1 loop: truthy a true → b2, false → b3
b2 then: → b1
b3 else: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a labelled block',
    source: 'function f() { done: { if (a) break done; b(); } c(); }',
    graph: `
b0 entry: truthy a true → b1, false → b2
b1 then: → b4
b2 else: call b() throw → exit, → b3
b3 after: → b4
b4 after: call c() throw → exit, → b5
b5 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a switch falls through',
    source: 'function f() { switch (a) { case 1: b(); case 2: c(); break; default: d(); } }',
    graph: `
b0 entry: → b1
b1 scope: choose case 1: b(); true → b2, false → b4
b2 case: call b() throw → exit, → b3
b3 after: → b5
b4 next case: choose case 2: c(); break; true → b5, false → b7
b5 case: call c() throw → exit, → b6
b6 after: → b9
b7 next case: call d() throw → exit, → b8
b8 after: → b9
b9 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'switch (true) asks its cases',
    source: 'function f() { switch (true) { case a: b(); break; case !c: d(); } }',
    graph: `
b0 entry: → b1
b1 scope: truthy a true → b2, false → b4
b2 case: call b() throw → exit, → b3
b3 after: → b8
b4 next case: truthy c true → b5, false → b6
b5 next case: → b8
b6 case: call d() throw → exit, → b7
b7 after: → b8
b8 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'try and catch',
    source: 'function f() { try { a(); } catch (e) { b(e); } c(); }',
    graph: `
b0 entry: → b1
b1 try try: call a() throw → b2, → b5
b2 catch: e = caught · call b(e) throw → exit, → b3
b3 after: → b4
b4 after: → b7
b5 after try: → b6
b6 after: → b7
b7 after: call c() throw → exit, → b8
b8 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'finally keeps completions apart',
    source: 'function f() { try { if (a) return 1; b(); } finally { c(); } d(); }',
    graph: `
b0 entry: → b1
b1 try try: truthy a true → b2, false → b4
b2 then try: return 1 return → b3
b3 finally: runs r0 return → exit
b4 else try: call b() throw → b5, → b6
b5 finally: runs r0 throw → exit
b6 after try: → b7
b7 after: → b8
b8 finally: runs r0 → b12
b9 start of finally in r0: call c() throw → exit, → b10
b10 after in r0: → b11
b11 end of finally in r0:
b12 after: call d() throw → exit, → b13
b13 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a jump leaves through finally',
    source: 'function f() { for (;;) { try { if (a) continue; break; } finally { b(); } } }',
    graph: `
b0 entry: → b1
b1 loop: → b2
b2 try try: truthy a true → b3, false → b6
b3 then try: → b4
b4 finally: runs r0 → b5
b5 continue: → b1
b6 else try: → b7
b7 finally: runs r0 → b11
b8 start of finally in r0: call b() throw → exit, → b9
b9 after in r0: → b10
b10 end of finally in r0:
b11 done: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a finally that returns overrides',
    source: 'function f() { try { throw a; } finally { return b; } }',
    graph: `
b0 entry: → b1
b1 try try: throw a; throw → b2
b2 finally: runs r0
b3 start of finally in r0: return b return → exit
exit exit:
`,
  },
  {
    name: 'finally in finally',
    source: 'function f() { try { a(); } finally { try { b(); } finally { c(); } } }',
    graph: `
b0 entry: → b1
b1 try try: call a() throw → b2, → b3
b2 finally: runs r0 throw → exit
b3 after try: → b4
b4 after: → b5
b5 finally: runs r0 → b17
b6 start of finally in r0: → b7
b7 try in r0 try: call b() throw → b8, → b9
b8 finally in r0: runs r1 throw → exit
b9 after in r0 try: → b10
b10 after in r0: → b11
b11 finally in r0: runs r1 → b15
b12 start of finally in r1: call c() throw → exit, → b13
b13 after in r1: → b14
b14 end of finally in r1:
b15 after in r0: → b16
b16 end of finally in r0:
b17 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'catch and finally',
    source: 'function f() { try { a(); } catch { b(); } finally { c(); } }',
    graph: `
b0 entry: → b1
b1 try try: call a() throw → b2, → b6
b2 catch: call b() throw → b3, → b4
b3 finally: runs r0 throw → exit
b4 after: → b5
b5 after: → b8
b6 after try: → b7
b7 after: → b8
b8 after: → b9
b9 finally: runs r0 → b13
b10 start of finally in r0: call c() throw → exit, → b11
b11 after in r0: → b12
b12 end of finally in r0:
b13 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'using disposes on every way out',
    source: 'function f() { using a = b(); if (c) return; d(); }',
    graph: `
b0 entry: call b() throw → exit, → b1
b1 after: a = b() · truthy c true → b2, false → b4
b2 then: return undefined return → b3
b3 finally: runs r0 return → exit
b4 else: call d() throw → b5, → b6
b5 finally: runs r0 throw → exit
b6 after: → b7
b7 finally: runs r0 → b11
b8 start of finally in r0: dispose using a = b(); throw → exit, → b9
b9 after in r0: → b10
b10 end of finally in r0:
b11 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'await using in a loop',
    source: 'async function f() { for (await using a of b) c(a); }',
    graph: `
b0 entry: pass b → b1
b1 loop: iterate b throw → exit, → b2
b2 after: → b3
b3 scope: choose for (await using a of b) c(a); true → b4, false → b12
b4 body: a = unknown · call c(a) throw → b5, → b6
b5 finally: runs r0 throw → exit
b6 after: → b7
b7 finally: runs r0 → b11
b8 start of finally in r0: dispose await using a throw → exit, → b9
b9 after in r0: → b10
b10 end of finally in r0:
b11 after: → b1
b12 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'what nothing reaches has no block',
    source: 'function f() { return a; b(); }',
    graph: `
b0 entry: return a return → exit
exit exit:
`,
  },
  {
    name: 'a static block',
    source: 'class A { static { if (b) c(); } }',
    graph: `
b0 entry: truthy b true → b1, false → b3
b1 then: call c() throw → exit, → b2
b2 after: → b4
b3 else: → b4
b4 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a module',
    source:
      "import a from 'a'; const b = a(); export default b; namespace N { c(); } enum E { x = d() }",
    of: 'program',
    graph: `
b0 entry: call a() throw → exit, → b1
b1 after: b = a() · pass b → b2
b2 scope: call c() throw → exit, → b3
b3 after: → b4
b4 after: call d() throw → exit, → b5
b5 after: return undefined return → exit
exit exit:
`,
  },
];

describe('the flow of statements', () => {
  it.each(cases)('$name', expectGraph);
});
