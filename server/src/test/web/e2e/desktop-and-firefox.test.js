import {callBetweenDesktopAnd} from './pair.js';

callBetweenDesktopAnd('firefox');
