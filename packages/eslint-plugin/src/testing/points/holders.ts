/** What holds a cancel function, and what drops it. */
import { holding } from './cases/holding.js';
import { replacing } from './cases/replacing.js';
import { runSuite } from './suite.js';

runSuite('holders', [holding, replacing]);
