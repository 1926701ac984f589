/** The parts of the package `radius` that tests use. */
declare module 'radius' {
  type Attribute =
    | readonly [string, string | number]
    | readonly [string, number, readonly (readonly [number, Buffer])[]];
  interface Packet {
    readonly code: string;
    readonly secret: string;
    readonly identifier: number;
    readonly attributes: readonly Attribute[];
  }
  const radius: {
    encode(packet: Packet): Buffer;
    verify_response(exchange: {
      readonly request: Buffer;
      readonly response: Buffer;
      readonly secret: string;
    }): boolean;
  };
  export default radius;
}
