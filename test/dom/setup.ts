import { configure } from '@testing-library/react';
import { WAIT } from '../support/patience.ts';

configure({ asyncUtilTimeout: WAIT });
