//! The `demarche` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    demarche::cli::main()
}
