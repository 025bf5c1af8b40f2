import { describeFragmentations } from './support/fragmentations.js';

describeFragmentations(1);
