/** Tests that decide both the acquisition and the call. */
import { testsOfHolders } from './cases/tests-of-holders.js';
import { repeatedTests } from './cases/repeated-tests.js';
import { runSuite } from './suite.js';

runSuite('conditions', [testsOfHolders, repeatedTests]);
