/** What Vite makes of imports that are no TypeScript (vite.studio.config.ts). */

/** The engine's own loader, by emscripten. */
declare module 'candor-engine/candor-engine.js' {
  /** What tools/web/engine exports, and the memory in which its addresses lie. */
  interface EngineCode {
    /** A new view after memory grew. */
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
    /** JSON in, JSON out: zero-terminated UTF-8, valid until the next call. */
    _candor_call(request: number): number;
    /** Bytes of one run, valid until the next call; 0 if it failed. */
    _candor_run(arm: number, replicate: number): number;
    _candor_run_size(): number;
    /** 0 if it failed. */
    _candor_take(arm: number, replicate: number, bytes: number, size: number): number;
    /** Why the last one failed. */
    _candor_error(): number;
  }
  export type {EngineCode};
  export default function load(settings: {
    instantiateWasm(imports: WebAssembly.Imports, loaded: (instance: WebAssembly.Instance) => void): object;
    onAbort(why: unknown): void;
    print(text: string): void;
    printErr(text: string): void;
  }): Promise<EngineCode>;
}
