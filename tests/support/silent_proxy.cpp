// SPDX-License-Identifier: MIT
#include "support/silent_proxy.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace azoth::test {
namespace {

sockaddr_in address_of(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int connect_to(std::uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = address_of(port);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
    close(fd);
    return -1;
}

/// False when the sender has hung up.
bool forward(int from, int to, bool is_silent) {
    std::array<char, 65536> bytes;
    const ssize_t size = recv(from, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    return is_silent || send(to, bytes.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
}

}  // namespace

SilentProxy::SilentProxy(std::uint16_t server_port) : server_port_(server_port) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = address_of(0);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0)
        throw std::runtime_error("cannot listen for the proxy");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

SilentProxy::~SilentProxy() {
    is_over_ = true;
    thread_.join();
    close(listener_);
}

/// Sockets 2n+1 and 2n+2 of the list are the two ends of a connection.
void SilentProxy::serve() {
    constexpr int kPause = 20;
    std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
    while (!is_over_) {
        if (is_down_) {
            for (std::size_t i = 1; i < sockets.size(); ++i)
                if (sockets[i].fd >= 0) close(sockets[i].fd);
            sockets.resize(1);
        }
        if (poll(sockets.data(), sockets.size(), kPause) <= 0) continue;
        for (std::size_t i = 1; i < sockets.size(); ++i) {
            const std::size_t other = i % 2 == 1 ? i + 1 : i - 1;
            if (sockets[i].fd < 0 || (sockets[i].revents & (POLLIN | POLLHUP)) == 0) continue;
            if (forward(sockets[i].fd, sockets[other].fd, is_silent_)) continue;
            for (const std::size_t end : {i, other}) {
                close(sockets[end].fd);
                sockets[end].fd = -1;
            }
        }
        if ((sockets[0].revents & POLLIN) == 0) continue;
        sockets.push_back({accept(listener_, nullptr, nullptr), POLLIN, 0});
        sockets.push_back({connect_to(server_port_), POLLIN, 0});
    }
    for (const pollfd& one : sockets)
        if (one.fd >= 0 && one.fd != listener_) close(one.fd);
}

}  // namespace azoth::test
