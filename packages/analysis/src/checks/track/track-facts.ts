/** What tracking needs of a file, made once for all that is followed in it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Graphs } from '../../flow/graphs.js';
import type { Names } from '../../syntax/methods.js';
import type { Types } from '../../types/port.js';
import type { OwnObjects } from './own-objects.js';
import type { Acquired, Protocol } from './protocol.js';

/** Which exceptions a user wants to reckon with. */
export type Throws = 'evident' | 'calls' | 'none';

/** What is known of the file when exceptions are judged. */
export interface ThrowsFacts extends Names {
  readonly types: Types;
  readonly graphs: Graphs;
}

/** The facts that tracking needs of a file. */
export interface TrackFacts extends ThrowsFacts {
  readonly protocol: Protocol;
  readonly objects: OwnObjects;
  /** What acquires in this file, and what that gives. */
  readonly acquired: ReadonlyMap<TSESTree.Node, Acquired>;
}
