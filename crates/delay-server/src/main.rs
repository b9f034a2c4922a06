//! The delay server on its own: `cargo run -p delay-server -- --port 8080`.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use clap::{Arg, Command, value_parser};
use delay_server::{Error, ROUTES, Server};

fn main() -> ExitCode {
    delay_server::serve_if_child();
    let matches = command().get_matches();
    let port = matches.get_one("port").copied().unwrap_or(0);
    let Err(error) = serve(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) else { return ExitCode::SUCCESS };
    let _ = writeln!(io::stderr(), "delay-server: {error}");
    if matches!(error, Error::Bind { .. }) {
        let _ = writeln!(io::stderr(), "Choose another port, or none: without --port it takes a free one.");
    }
    ExitCode::from(2)
}

fn command() -> Command {
    let port = Arg::new("port").long("port").value_name("N").value_parser(value_parser!(u16));
    Command::new("delay-server")
        .about("An offline stand-in for httpbin on 127.0.0.1, until Ctrl-C")
        .arg(port.help("Port to listen on [default: any that is free]"))
}

fn serve(addr: SocketAddr) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(Error::Runtime)?.block_on(async {
        let server = Server::bind(addr)?;
        // Someone may have closed standard output; the server still serves.
        let _ = greet(server.addr(), &mut io::stdout().lock());
        server.serve().await;
        Ok(())
    })
}

fn greet(addr: SocketAddr, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "delay-server listens on http://{addr} (Ctrl-C ends it)")?;
    for (route, does) in ROUTES {
        writeln!(out, "  {route:<18}{does}")?;
    }
    writeln!(out, "Try: curl http://{addr}/delay/0.5")?;
    out.flush()
}
