import {localEngine} from './local_engine.ts';
import {remoteEngine} from './remote_engine.ts';
import {served} from './served.ts';
import {start} from './studio.ts';

const {api, scenario} = served();
void start(api ? remoteEngine(api) : localEngine(), scenario);
