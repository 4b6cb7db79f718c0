/** Names every test that passed only when it was tried again, with why, so that none of them is overlooked. */
// biome-ignore lint/style/noDefaultExport: this is where Vitest looks for a reporter.
export default class RetriedReporter {
  onTestRunEnd(modules) {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `  ${module.relativeModuleId}: ${test.fullName}\n${reasonOf(test)}`),
    );
    if (retried.length > 0) process.stdout.write(`Passed only when tried again:\n${retried.join('')}`);
  }
}

/** The first error, with the lines of our own code that it came from. */
function reasonOf(test) {
  const [error] = test.result().errors ?? [];
  const lines = (error?.stack ?? error?.message ?? '').split('\n');
  const telling = lines.filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  return telling
    .slice(0, 12)
    .map((line) => `    ${line}\n`)
    .join('');
}
