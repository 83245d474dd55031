//! Which addresses may be asked: public ones, and those the reader allows by name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::FetchError;

/// Blocks of IPv4 that are not public: IANA's special-purpose registry, multicast, and class E.
const PRIVATE_V4: &[([u8; 4], u8)] = &[
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 3),
];

/// Blocks of IPv6 that are not public, as the first 64 bits and a length.
const PRIVATE_V6: &[(u64, u8)] = &[
    (0x0064_ff9b_0001_0000, 48), // NAT64 of a site
    (0x0100_0000_0000_0000, 64), // discard
    (0x2001_0000_0000_0000, 23), // protocol assignments, Teredo
    (0x2001_0db8_0000_0000, 32), // documentation
    (0x3fff_0000_0000_0000, 20), // documentation
    (0x5f00_0000_0000_0000, 16), // segment routing
    (0xfc00_0000_0000_0000, 7),  // unique local
    (0xfe80_0000_0000_0000, 10), // link-local
    (0xfec0_0000_0000_0000, 10), // site-local
    (0xff00_0000_0000_0000, 8),  // multicast
];

/// Returns whether `address` is one that a stranger's document must not make us ask.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => match embedded_v4(address) {
            Some(inner) => is_private_v4(inner),
            None => is_private_v6(address),
        },
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    PRIVATE_V4.iter().any(|(block, length)| {
        let shift = 32 - u32::from(*length);
        u32::from(address) >> shift == u32::from_be_bytes(*block) >> shift
    })
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let high = u64::try_from(u128::from(address) >> 64).unwrap_or(u64::MAX);
    let low_block = high == 0; // ::, ::1 and the old IPv4-compatible addresses
    low_block
        || PRIVATE_V6.iter().any(|(block, length)| {
            let shift = 64 - u32::from(*length);
            high >> shift == block >> shift
        })
}

/// Returns the IPv4 address that an IPv6 address stands for: mapped, NAT64, or 6to4.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Some(of(high, low))
        }
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

/// A block of addresses, `10.0.0.0/8`; a single address is a block of full length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    address: IpAddr,
    length: u8,
}

impl Block {
    /// Reads an address or a CIDR block.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
        let address: IpAddr = address.trim_matches(['[', ']']).parse().ok()?;
        let full = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Some(full), |length| length.parse().ok())?;
        (length <= full).then_some(Self { address, length })
    }

    /// Returns whether `other` lies in this block.
    pub(super) fn contains(self, other: IpAddr) -> bool {
        let bits = |address: IpAddr| match address {
            IpAddr::V4(address) => u128::from(u32::from(address)) << 96,
            IpAddr::V6(address) => u128::from(address),
        };
        let shift = 128 - u32::from(self.length);
        let cut = |address| bits(address).checked_shr(shift).unwrap_or(0);
        self.address.is_ipv4() == other.is_ipv4() && cut(self.address) == cut(other)
    }
}

/// Which private addresses may be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowed {
    blocks: Vec<Block>,
    hosts: Vec<String>,
}

impl Allowed {
    /// Reads the entries of `fetch.allow_private`: an address or block, else a host's name.
    pub(super) fn new(entries: &[String]) -> Self {
        let mut allowed = Self::default();
        for entry in entries.iter().map(|entry| entry.trim()) {
            match Block::parse(entry) {
                Some(block) => allowed.blocks.push(block),
                None => allowed.hosts.push(entry.to_ascii_lowercase()),
            }
        }
        allowed
    }

    /// Returns whether `address`, found under the name `host`, may be asked.
    pub(super) fn permits(&self, host: &str, address: IpAddr) -> bool {
        let plain = match address {
            IpAddr::V6(inner) => embedded_v4(inner).map_or(address, IpAddr::V4),
            IpAddr::V4(_) => address,
        };
        !is_private(address)
            || self.names(host)
            || self.blocks.iter().any(|block| block.contains(address) || block.contains(plain))
    }

    fn names(&self, host: &str) -> bool {
        self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host.trim_end_matches('.')))
    }

    /// Checks what can be told of `url` without asking for its addresses.
    ///
    /// A resolver is not asked for a literal address, nor for any name behind a proxy.
    pub(super) fn check(&self, url: &Url, behind_proxy: bool) -> Result<(), FetchError> {
        let refused = |host: &str| Err(FetchError::Private { host: host.to_owned() });
        match url.host() {
            Some(Host::Ipv4(address)) if !self.permits("", address.into()) => {
                refused(&address.to_string())
            }
            Some(Host::Ipv6(address)) if !self.permits("", address.into()) => {
                refused(&address.to_string())
            }
            Some(Host::Domain(name))
                if behind_proxy && is_local_name(name) && !self.names(name) =>
            {
                refused(name)
            }
            _ => Ok(()),
        }
    }
}

/// Returns whether a name means this machine or its network wherever it is resolved.
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    matches!(last, "localhost" | "local" | "internal" | "lan") || !name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_private_addresses_from_public_ones() {
        let private = "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 \
            172.31.255.255 192.0.0.1 192.168.1.1 198.18.0.1 198.19.255.255 224.0.0.1 240.0.0.1 \
            255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 \
            2002:7f00:1:: 2001::1 2001:db8::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1";
        for address in private.split_whitespace() {
            assert!(is_private(address.parse().unwrap()), "{address}");
        }
        let public = "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 \
            192.167.1.1 198.17.0.1 198.20.0.1 223.255.255.255 2606:4700::1111 2a00:1450::1 \
            ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::";
        for address in public.split_whitespace() {
            assert!(!is_private(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn allows_only_what_is_named() {
        let entries = ["127.0.0.1", "10.0.0.0/8", "Intranet.example", "fd00::/8"];
        let allowed = Allowed::new(&entries.map(str::to_owned));
        for (host, address, expected) in [
            ("x", "127.0.0.1", true),
            ("x", "127.0.0.2", false),
            ("x", "::ffff:127.0.0.1", true),
            ("x", "10.200.0.1", true),
            ("x", "11.0.0.1", true),
            ("x", "192.168.0.1", false),
            ("intranet.example", "192.168.0.1", true),
            ("intranet.example.", "192.168.0.1", true),
            ("evil-intranet.example", "192.168.0.1", false),
            ("x", "fd12::1", true),
            ("x", "fe80::1", false),
        ] {
            assert_eq!(
                allowed.permits(host, address.parse().unwrap()),
                expected,
                "{host} {address}"
            );
        }
    }

    #[test]
    fn refuses_literals_in_every_spelling() {
        let none = Allowed::default();
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://127.1/",
        ] {
            assert!(none.check(&Url::parse(url).unwrap(), false).is_err(), "{url}");
        }
        let local = Url::parse("http://printer.local/").unwrap();
        assert!(none.check(&local, true).is_err(), "a proxy would resolve it");
        assert!(none.check(&local, false).is_ok(), "the resolver decides");
    }
}
