import {callBetweenDesktopAnd} from './pair.js';

callBetweenDesktopAnd('chromium');
