/** For tests of code that uses contexts. */

export { childCount } from './child-count.js';
export { failOnLeaks, trackLeaks, type Leak, type LeakTracker } from './leaks.js';
