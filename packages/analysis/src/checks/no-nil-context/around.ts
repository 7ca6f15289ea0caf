/** What stands around a value, as far as names tell whether a context may be wanted there. */
import type { TSESTree } from '@typescript-eslint/types';
import { eachName } from '../../syntax/callee.js';
import { memberKey } from '../../syntax/members.js';
import { enclosingFunction } from '../../syntax/returns.js';
import { asMember } from '../../syntax/spelling.js';
import { isConst } from '../../syntax/unwrap.js';
import type { FilePass } from '../check.js';
import { hasTypesInComments, mentionsContext } from '../concerns.js';
import { spellingOfCallee } from './takers.js';

/**
 * Could the type of the place that this expression stands in, itself or as a part of an object, an array or the result of a function, have
 * to do with contexts? False is final: then no annotation, target or callee around it has such a name.
 */
export function mayBeWanted(pass: FilePass, value: TSESTree.Node): boolean {
  let node = value;
  for (let { parent } = node; parent !== undefined; node = parent, parent = node.parent) {
    switch (parent.type) {
      case 'ArrayExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'ObjectExpression':
      case 'SequenceExpression':
      case 'SpreadElement':
      case 'TSNonNullExpression':
        break;
      case 'Property':
        if (isMemberOfContexts(pass, parent)) return true;
        break;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        if (isConst(parent.typeAnnotation)) break;
        return mentionsContext(pass, parent.typeAnnotation);
      case 'ArrowFunctionExpression':
        if (parent.returnType != null) return mentionsContext(pass, parent.returnType);
        break;
      case 'ReturnStatement':
      case 'YieldExpression': {
        const fn = enclosingFunction(parent);
        if (fn === undefined) return false;
        if (fn.returnType != null) return mentionsContext(pass, fn.returnType);
        if (isCommented(pass, fn)) return true;
        parent = fn;
        break;
      }
      case 'CallExpression':
      case 'NewExpression':
        return mayTake(pass, parent);
      case 'AssignmentExpression':
        return mayConcern(pass, parent.left);
      case 'AssignmentPattern':
        return isAnnotatedSo(pass, parent.left) || mayConcern(pass, parent.left);
      case 'JSXExpressionContainer':
        return true;
      case 'VariableDeclarator':
        return isAnnotatedSo(pass, parent.id) || isCommented(pass, node);
      default:
        return isAnnotatedSo(pass, parent);
    }
  }
  return false;
}

/** Does a name in this expression say that it may have to do with contexts? */
export function mayConcern({ types }: FilePass, node: TSESTree.Node): boolean {
  for (const name of eachName(node)) {
    if (name === undefined || types.mayGiveContext(name)) return true;
  }
  return false;
}

/** Does the name of a property or a member say that it may be a context? */
function isMemberOfContexts({ types }: FilePass, node: TSESTree.Node): boolean {
  const name = memberKey(node);
  return name !== undefined && types.mayGiveContext(asMember(name));
}

function mayTake(pass: FilePass, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const name = spellingOfCallee(call.callee);
  if (name === undefined || pass.types.mayConcernContext(name)) return true;
  return call.typeArguments != null && mentionsContext(pass, call.typeArguments);
}

/** Does it have an annotation that mentions contexts? */
function isAnnotatedSo(pass: FilePass, node: TSESTree.Node): boolean {
  const { typeAnnotation } = node as { typeAnnotation?: TSESTree.TSTypeAnnotation };
  return typeAnnotation != null && mentionsContext(pass, typeAnnotation);
}

/** Could a comment say that this is a context, or that this function gives one? By the name that it is declared under. */
function isCommented(pass: FilePass, node: TSESTree.Node): boolean {
  if (!hasTypesInComments(pass)) return false;
  const { parent } = node;
  const own = 'id' in node && node.id?.type === 'Identifier' ? node.id.name : undefined;
  if (own !== undefined) return pass.types.mayGiveContext(own);
  if (parent?.type === 'VariableDeclarator') return mayConcern(pass, parent.id);
  return parent !== undefined && isMemberOfContexts(pass, parent);
}
