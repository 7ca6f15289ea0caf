/** Numbers that stand for objects in keys. Of scope managers, only typescript-eslint's numbers its variables itself. */
const ids = new WeakMap<object, number>();
let lastId = 0;

/** The number of an object, which no other has. */
export function idOf(object: object): number {
  let id = ids.get(object);
  if (id === undefined) ids.set(object, (id = ++lastId));
  return id;
}
