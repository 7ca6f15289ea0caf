/** What TypeScript 7 has answered for one program. */
import type { Compiler } from '@ctxvet/analysis';
import type { SymbolView } from './types.js';

/** What has been answered and may be asked again; whoever asks ahead puts the answers here. */
export interface Answers {
  readonly symbols: Map<Compiler.Node, Compiler.Symbol | undefined>;
  /** What aliases stand for. */
  readonly targets: Map<Compiler.Symbol, SymbolView>;
  /** Signatures by their declarations. */
  readonly declared: Map<Compiler.Node, Compiler.Signature>;
}
