/** Who takes a cancel function over. */
import { giving } from './cases/giving.js';
import { callees } from './cases/callees.js';
import { methods } from './cases/methods.js';
import { runSuite } from './suite.js';

runSuite('handing over', [giving, callees, methods]);
