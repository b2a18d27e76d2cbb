import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { WAIT } from '../support/patience.ts';

configure({ asyncUtilTimeout: WAIT });

// Before the clients end that a test was given: what is mounted holds their documents.
afterEach(cleanup);
