//! The program `shirube`.

use std::process::ExitCode;

fn main() -> ExitCode {
    shirube::cli::main()
}
