/** The clock that apps get for their tests is the one of ours. */
export {
  createTestClock as createSkippingClock,
  type TestClock as SkippingClock,
} from '../../src/testing/index.ts';
