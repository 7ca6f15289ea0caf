/** What a user may do about a finding, the whole text that each suggestion makes. */
import { mending } from './cases/mending.js';
import { releasing } from './cases/releasing.js';
import { runSuite } from './suite.js';

runSuite('suggestions', [releasing, mending], 'suggestions');
