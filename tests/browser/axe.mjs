// The source of axe-core, to be run inside a page.

import { load } from '../markdown/packages.mjs';

export const axeSource = (await load('axe-core', 'browser')).source;
