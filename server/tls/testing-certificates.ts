import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An authority of one's own and the certificates it signed, made by OpenSSL: for tests only. */
export class TestAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), "wardcast-tls-"));
  #serial = 0;

  constructor() {
    this.#openssl(
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
      ...["-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", "/CN=Test authority"],
    );
  }

  get caFile(): string {
    return this.path("ca.crt");
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): Buffer {
    return readFileSync(this.path(file));
  }

  /** Leaves `name.crt` and `name.key`, good for localhost and 127.0.0.1. */
  issue(name: string): { certFile: string; keyFile: string } {
    this.#serial += 1;
    this.#openssl(
      ...["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
      ...["-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`],
    );
    writeFileSync(this.path("san.cnf"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    this.#openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.crt", "-CAkey", "ca.key"],
      ...["-set_serial", String(this.#serial), "-days", "2", "-extfile", "san.cnf"],
      ...["-out", `${name}.crt`],
    );
    return { certFile: this.path(`${name}.crt`), keyFile: this.path(`${name}.key`) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #openssl(...args: string[]): void {
    execFileSync("openssl", args, { cwd: this.folder, stdio: "ignore" });
  }
}
