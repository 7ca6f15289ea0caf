/** Numbers that stand for objects in keys. Of scope managers, only typescript-eslint's numbers its variables itself. */
import { remembered } from '../../syntax/remembered.js';

let lastId = 0;

/** The number of an object, which no other has. */
export const idOf: (object: object) => number = remembered(() => ++lastId);
