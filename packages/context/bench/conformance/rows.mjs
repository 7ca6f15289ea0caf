// What Go's tests assert, in the fewest words that any port can be asked in: row by row as in CONFORMANCE.md. A row
// that needs what a port does not have is not asked of it. How contexts print is asked in rows of its own alone.
import { rowsOfCauses } from './causes.mjs';
import { rowsOfContexts } from './contexts.mjs';
import { rowsOfFunctions } from './functions.mjs';

export const rows = { ...rowsOfContexts, ...rowsOfCauses, ...rowsOfFunctions };
