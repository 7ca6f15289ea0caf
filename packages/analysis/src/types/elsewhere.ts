/**
 * What comes from files that reach no context module, told by imports, annotations and `new` of this file alone. Nothing
 * that is declared there is a factory or expects a context, so the checker need not say what it is.
 *
 * Not modelled: that a type predicate of another file narrows such a value to a class of ours.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { childrenOf } from '../syntax/index-file.js';
import { bindingOf, memberOfThis } from '../syntax/members.js';
import { variableOf, type Variable } from '../syntax/scopes.js';
import { isJavaScript } from '../syntax/source.js';
import { spellingOf } from '../syntax/spelling.js';
import { unwrap } from '../syntax/unwrap.js';
import type { File } from './annotation.js';
import { hasAnnotation } from './expression.js';
import { importedBy } from './imports.js';

/** Is a callee declared in a file that reaches no context module? `false` where this file does not tell. */
export type Elsewhere = (callee: TSESTree.Node) => boolean;

/** What the program knows of other files. */
export interface Reaches {
  /** Can a context module be reached from the file that a specifier means here? */
  import(specifier: string): boolean;
  /** From where globals are declared? */
  globals(): boolean;
  /** Could this name have to do with contexts? */
  name(name: string): boolean;
}

/** Makes the answers for one file. */
export function makeElsewhere({ source }: File, reaches: Reaches): Elsewhere {
  const { scopes } = source;
  const isScript = isJavaScript(source.path);
  return isElsewhere;

  function isElsewhere(callee: TSESTree.Node): boolean {
    const inner = unwrap(callee);
    switch (inner.type) {
      case 'ChainExpression':
        return isElsewhere(inner.expression);
      case 'Identifier': {
        const variable = variableOf(scopes, inner);
        return variable !== undefined && isImportedOrTyped(variable, inner);
      }
      case 'MemberExpression': {
        const member = memberOfThis(inner);
        if (member !== undefined) return isTypedElsewhere(member) && !isNarrowed(inner);
        return isElsewhere(inner.object);
      }
      case 'CallExpression':
      case 'NewExpression':
        return isMadeElsewhere(inner);
      default:
        return false;
    }
  }

  function isImportedOrTyped(variable: Variable, name: TSESTree.Identifier): boolean {
    const [def, ...others] = variable.defs;
    if (def === undefined || others.length > 0) return false;
    if (isImportedElsewhere(name)) return true;
    return isDeclaredElsewhere(def.node, def.name) && !isNarrowed(name);
  }

  function isDeclaredElsewhere(node: TSESTree.Node, name: TSESTree.Node): boolean {
    if ('params' in node) {
      const { params } = node as { readonly params: readonly TSESTree.Node[] };
      return params.some((param) => bindingOf(param) === name && isTypedElsewhere(param));
    }
    if (node.type !== 'VariableDeclarator' || node.id !== name) return false;
    return isTypedElsewhere(node.id) || (!hasAnnotation(node.id) && isMadeElsewhere(node.init));
  }

  function isImportedElsewhere(node: TSESTree.Node): boolean {
    const imported = importedBy(source, node);
    return imported !== undefined && !reaches.import(imported.specifier);
  }

  /** Is a parameter, or a member of a class, declared to be of a type from elsewhere? */
  function isTypedElsewhere(node: TSESTree.Node): boolean {
    switch (node.type) {
      case 'TSParameterProperty':
        return isTypedElsewhere(node.parameter);
      case 'AssignmentPattern':
        return isTypedElsewhere(node.left);
      case 'Identifier':
        return node.typeAnnotation != null && isTypeElsewhere(node.typeAnnotation);
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return node.typeAnnotation == null
          ? isMadeElsewhere(node.value)
          : isTypeElsewhere(node.typeAnnotation);
      default:
        return false;
    }
  }

  /**
   * `new Cache<Id, View>()`, `log.start('load')`: made by a class or given by a function from elsewhere, which has got
   * nothing of ours that it could give back.
   */
  function isMadeElsewhere(value: TSESTree.Expression | null): boolean {
    // In JavaScript a comment may say another type.
    if (isScript) return false;
    switch (value?.type) {
      case 'NewExpression':
        return isImportedElsewhere(value.callee) && getsOthers(value);
      case 'CallExpression':
        return isElsewhere(value.callee) && getsOthers(value);
      default:
        return false;
    }
  }

  /** Do the arguments, and the type arguments, have nothing to do with contexts? */
  function getsOthers(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    return areElsewhere(call.typeArguments) && call.arguments.every(isOther);
  }

  /** By all names in it; what is too long to look through may be anything. */
  function isOther(argument: TSESTree.Node): boolean {
    const stack = [argument];
    let left = mostNodes;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (left-- === 0) return false;
      if (
        (node.type === 'Identifier' || node.type === 'PrivateIdentifier') &&
        reaches.name(spellingOf(node))
      )
        return false;
      stack.push(...childrenOf(node, source.visitorKeys));
    }
    return true;
  }

  function areElsewhere(args: TSESTree.TSTypeParameterInstantiation | undefined): boolean {
    return args == null || args.params.every(isTypeElsewhere);
  }

  function isTypeElsewhere(type: TSESTree.Node): boolean {
    switch (type.type) {
      case 'TSTypeAnnotation':
        return isTypeElsewhere(type.typeAnnotation);
      case 'TSArrayType':
        return isTypeElsewhere(type.elementType);
      case 'TSUnionType':
        return type.types.every(isTypeElsewhere);
      case 'TSTypeReference': {
        const { typeName, typeArguments } = type;
        const isGlobal =
          typeName.type === 'Identifier' && variableOf(scopes, typeName) === undefined;
        const isNamedElsewhere = isGlobal ? !reaches.globals() : isImportedElsewhere(typeName);
        return isNamedElsewhere && areElsewhere(typeArguments);
      }
      case 'TSBigIntKeyword':
      case 'TSBooleanKeyword':
      case 'TSLiteralType':
      case 'TSNullKeyword':
      case 'TSNumberKeyword':
      case 'TSStringKeyword':
      case 'TSSymbolKeyword':
      case 'TSUndefinedKeyword':
      case 'TSVoidKeyword':
        return true;
      default:
        return false;
    }
  }

  /** `x instanceof Y` may make it one of ours. */
  function isNarrowed(node: TSESTree.Node): boolean {
    return source.text.includes(`${source.text.slice(...node.range)} instanceof `);
  }
}

const mostNodes = 64;
