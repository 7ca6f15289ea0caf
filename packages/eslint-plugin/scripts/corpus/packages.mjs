/** Packages that publish their TypeScript sources, and what each needs to type-check. */
import { faults } from './webernetes.mjs';

/** What all of them are compiled with. */
const shared = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  lib: ['ES2023', 'ESNext.Disposable', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  useUnknownInCatchVariables: false,
  experimentalDecorators: true,
};

/**
 * By short name: the package, what else is installed, and whether it is linted with types. A package that is too
 * large to type-check beside everything else is parsed alone. One that uses contexts has the settings that say which, and
 * what is found in it; the others use none.
 */
export const packages = {
  rxjs: { from: 'rxjs@7.8.2', with: ['@types/node@22'], typed: true, options: shared },
  zod: { from: 'zod@4.6.7', with: ['@types/node@22'], typed: true, options: shared },
  mongodb: {
    from: 'mongodb@7.9.0',
    with: [
      '@types/node@22',
      'mongodb-client-encryption',
      'gcp-metadata',
      'kerberos',
      'socks',
      'snappy',
      '@mongodb-js/zstd',
      '@aws-sdk/credential-providers',
    ],
    typed: true,
    options: shared,
  },
  matrix: {
    from: 'matrix-js-sdk@37.5.0',
    with: [
      '@types/node@18',
      'matrix-widget-api@1.13.0',
      '@types/sdp-transform',
      '@types/content-type',
    ],
    typed: true,
    options: shared,
  },
  openai: {
    from: 'openai@6.49.0',
    with: [
      '@types/node@20',
      'zod@3.25',
      'ws@8',
      '@types/ws',
      '@aws-sdk/credential-provider-node',
      '@smithy/hash-node',
      '@smithy/signature-v4',
      '@aws-crypto/sha256-js',
      '@smithy/protocol-http',
    ],
    typed: true,
    options: shared,
  },
  effect: { from: 'effect@4.1.0', with: [], typed: false, options: shared },
  webernetes: {
    from: '@ngrok/webernetes@0.3.5',
    with: ['@types/node@25', '@kubernetes/client-node@1'],
    typed: true,
    options: { ...shared, lib: ['ESNext', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'] },
    settings: { modules: ['./src/go/context.ts'] },
    faults,
  },
};
