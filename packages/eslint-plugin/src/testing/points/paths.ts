/** Every way through a function: what has to be called on all of them. */
import { acquisitions } from './cases/acquisitions.js';
import { branches } from './cases/branches.js';
import { exits } from './cases/exits.js';
import { scopes } from './cases/scopes.js';
import { runSuite } from './suite.js';

runSuite('paths', [branches, exits, scopes, acquisitions]);
