// Lints the sample service with the real ESLint and prints what it finds.
// Exit code 0 exactly when that is what the sample holds.
import { ESLint } from 'eslint';
import { lintSample, sampleService } from '../dist/testing/sample.js';

const eslint = new ESLint({ cwd: sampleService });
const { results, count, problems } = await lintSample(eslint);
const stylish = await eslint.loadFormatter('stylish');
console.log(await stylish.format([...results]));

for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`demo: ${problems.length} differences from what the sample holds`);
  process.exitCode = 1;
} else {
  const files = results.filter(({ messages }) => messages.length > 0).length;
  console.log(
    `demo: ${count} findings in ${files} of ${results.length} files, exactly those the sample service holds`,
  );
}
