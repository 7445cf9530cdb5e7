internal import Glibc

/// Whether the tests, and the programs built with them, were built with the address sanitizer.
public enum AddressSanitizer {
    /// Its runtime is part of this program.
    public static let isOn = dlsym(nil, "__asan_init") != nil
}
