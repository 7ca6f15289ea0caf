import { expectGraph, type GraphCase } from '../testing/graphs.js';
import { describe, it } from 'vitest';

const cases: readonly GraphCase[] = [
  {
    name: 'short circuits in a condition',
    source: 'function f() { if (a && (b || !c)) d(); }',
    graph: `
b0 entry: truthy a true → b1, false → b5
b1 right: truthy b true → b3, false → b2
b2 right: truthy c true → b5, false → b3
b3 then: call d() throw → exit, → b4
b4 after: → b6
b5 else: → b6
b6 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'short circuits as values',
    source: 'function f() { x = a && b; y = c ?? d; z ||= e; }',
    graph: `
b0 entry: truthy a true → b1, false → b2
b1 right: (a && b) is b → b3
b2 left: (a && b) is a → b3
b3 after: x = a && b · nonNil c true → b4, false → b5
b4 left: (c ?? d) is c → b6
b5 right: (c ?? d) is d → b6
b6 after: y = c ?? d · truthy z true → b7, false → b8
b7 left: (z ||= e) is z → b9
b8 right: z = e · (z ||= e) is e → b9
b9 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a conditional as a value',
    source: 'function f() { return a ? b : c; }',
    graph: `
b0 entry: truthy a true → b1, false → b2
b1 then: (a ? b : c) is b → b3
b2 else: (a ? b : c) is c → b3
b3 after: return a ? b : c return → exit
exit exit:
`,
  },
  {
    name: 'literal conditions are folded',
    source: 'function f() { while (true) { if (false) a(); if (!0) break; b(); } c(); }',
    graph: `
b0 entry: call c() throw → exit, → b1
b1 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a promise with handlers that is returned may be rejected, which no catch sees',
    source: 'function f() { try { return a.then(b); } catch { c(); } finally { d(); } }',
    graph: `
b0 entry: → b1
b1 try try: call a.then(b) throw → b2, → b8
b2 catch: call c() throw → b3, → b4
b3 finally: runs r0 throw → exit
b4 after: → b5
b5 after: → b6
b6 finally: runs r0 → b7
b7 after: return undefined return → exit
b8 after try: settle a.then(b) return → b10, → b9
b9 after try: return a.then(b) return → b10
b10 finally: runs r0 return → exit
b11 start of finally in r0: call d() throw → exit, → b12
b12 after in r0: → b13
b13 end of finally in r0:
exit exit:
`,
  },
  {
    name: 'await may reject',
    source: 'async function f() { const x = await a; b(x); }',
    graph: `
b0 entry: await a throw → exit, → b1
b1 after: x = await a · call b(x) throw → exit, → b2
b2 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a yield may come back three ways',
    source: 'function* f() { try { yield a; } catch { b(); } finally { c(); } }',
    graph: `
b0 entry: → b1
b1 try try: yield a throw → b2, → b6, yield → b11
b2 catch: call b() throw → b3, → b4
b3 finally: runs r0 throw → exit
b4 after: → b5
b5 after: → b8
b6 after try: → b7
b7 after: → b8
b8 after: → b9
b9 finally: runs r0 → b10
b10 after: return undefined return → exit
b11 finally: runs r0 yield → exit
b12 start of finally in r0: call c() throw → exit, → b13
b13 after in r0: → b14
b14 end of finally in r0:
exit exit:
`,
  },
  {
    name: 'optional chains',
    source: 'function f() { return a?.b(c)?.d; }',
    graph: `
b0 entry: nonNil a true → b1, false → b4
b1 chain: call a?.b(c) throw → exit, → b2
b2 after: nonNil a?.b(c) true → b3, false → b4
b3 chain: → b4
b4 after: return a?.b(c)?.d return → exit
exit exit:
`,
  },
  {
    name: 'destructuring with defaults',
    source: 'function f({ a = b(), ...c }, [d] = e) {}',
    graph: `
b0 entry: defined parameter 0.a true → b1, false → b2
b1 given: (a = b()) is parameter 0.a → b4
b2 default: call b() throw → exit, → b3
b3 after: (a = b()) is b() → b4
b4 after: a = a = b() · c = ...parameter 0 · defined parameter 1 true → b5, false → b6
b5 given: ([d] = e) is parameter 1 → b7
b6 default: ([d] = e) is e → b7
b7 after: d = [d] = e.0 · return undefined return → exit
exit exit:
`,
  },
  {
    name: 'process.exit ends the path',
    source: 'function f() { if (a) process.exit(1); b(); }',
    graph: `
b0 entry: truthy a true → b1, false → b2
b1 then: halt process.exit(1)
b2 else: call b() throw → exit, → b3
b3 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a class runs its static parts',
    source: 'class A extends b() { static c = d(); static { e(); } [f()]() {} }',
    of: 'program',
    graph: `
b0 entry: call b() throw → exit, → b1
b1 after: call f() throw → exit, → b2
b2 after: invoke static c = d(); throw → exit, → b3
b3 after: invoke static { e(); } throw → exit, → b4
b4 after: return undefined return → exit
exit exit:
`,
  },
  {
    name: 'a class field',
    source: 'class A { b = c(); }',
    graph: `
b0 entry: call c() throw → exit, → b1
b1 after: b = c(); = c() · return undefined return → exit
exit exit:
`,
  },
  {
    name: 'jsx hands on what it is given',
    source: 'const a = () => <b c={d()} {...e}>{f}</b>;',
    graph: `
b0 entry: call d() throw → exit, → b1
b1 after: pass d() · pass e · pass f · return <b c={d()} {...e}>{f}</b> return → exit
exit exit:
`,
  },
  {
    name: 'spread and templates',
    source: 'function f() { return a(...b, `${c()}`, d`${e}`, new g()); }',
    graph: `
b0 entry: iterate b throw → exit, → b1
b1 after: call c() throw → exit, → b2
b2 after: call d\`\${e}\` throw → exit, → b3
b3 after: call new g() throw → exit, → b4
b4 after: call a(...b, \`\${c()}\`, d\`\${e}\`, new g()) throw → exit, → b5
b5 after: return a(...b, \`\${c()}\`, d\`\${e}\`, new g()) return → exit
exit exit:
`,
  },
  {
    name: 'assignment evaluates its place first',
    source: 'function f() { a().b = c(); }',
    graph: `
b0 entry: call a() throw → exit, → b1
b1 after: call c() throw → exit, → b2
b2 after: a().b = c() · return undefined return → exit
exit exit:
`,
  },
];

describe('the flow of expressions', () => {
  it.each(cases)('$name', expectGraph);
});
