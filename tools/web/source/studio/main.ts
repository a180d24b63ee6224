import {remoteEngine} from './remote_engine.ts';
import {served} from './served.ts';
import {start} from './studio.ts';

const {api, scenario} = served();
const {engine, parts} = window.carried;
void start(api ? remoteEngine(api, parts.template) : engine!, scenario);
