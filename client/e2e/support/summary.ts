import { type FullResult, type Reporter, type Suite, type TestError } from '@playwright/test/reporter';

/** Prints the sum as one line, which `cargo xtask test` adds to that of the other tests. */
export default class Summary implements Reporter {
  private suite: Suite | undefined;
  private errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  /** What went wrong outside of tests. */
  onError(_error: TestError): void {
    this.errors += 1;
  }

  onEnd(result: FullResult): void {
    const count = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    for (const test of this.suite?.allTests() ?? []) {
      // A test that did not run because the run was stopped is no skipped one.
      count[test.outcome() === 'skipped' && test.expectedStatus !== 'skipped' ? 'unexpected' : test.outcome()] += 1;
    }
    const failed = Math.max(count.unexpected + this.errors, result.status === 'passed' ? 0 : 1);
    process.stdout.write(`browser tests: ${count.expected + count.flaky} passed, ${failed} failed, ${count.skipped} skipped\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
