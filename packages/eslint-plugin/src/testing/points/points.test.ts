/**
 * The suites of `lostcancel`, one module a point of its contract. They run in one worker: what takes the time is to
 * start a type checker, and this way there is one.
 */
import './conditions.js';
import './factories.js';
import './finding.js';
import './handing-over.js';
import './holders.js';
import './options.js';
import './paths.js';
import './settings.js';
import './suggestions.js';
