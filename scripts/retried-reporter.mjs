/** Names every test that passed only when it was tried again, so that none of them is overlooked. */
// biome-ignore lint/style/noDefaultExport: this is where Vitest looks for a reporter.
export default class RetriedReporter {
  onTestRunEnd(modules) {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `  ${module.relativeModuleId}: ${test.fullName}\n`),
    );
    if (retried.length > 0) process.stdout.write(`Passed only when tried again:\n${retried.join('')}`);
  }
}
