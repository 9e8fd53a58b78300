// SPDX-License-Identifier: MIT
#include "support/random_session/model.hpp"

#include <algorithm>

namespace azoth::test::random_session {

int Model::add(Thing thing) {
    things_.push_back(std::move(thing));
    return size() - 1;
}

std::vector<int> Model::alive() const {
    std::vector<int> result;
    for (int i = 0; i < size(); ++i)
        if ((*this)[i].is_alive) result.push_back(i);
    return result;
}

std::vector<int> Model::alive(Kind kind) const {
    std::vector<int> result = alive();
    std::erase_if(result, [&](int i) { return (*this)[i].kind != kind; });
    return result;
}

std::vector<int> Model::children(int parent, Kind kind) const {
    std::vector<int> result = alive(kind);
    std::erase_if(result, [&](int i) { return (*this)[i].parent != parent; });
    return result;
}

bool Model::is_orphan(int number) const {
    const Thing& thing = (*this)[number];
    return thing.is_alive && thing.parent == kNone && operations(thing.kind).is_deleted_without_parent;
}

bool Model::is_below(int number, int ancestor) const {
    for (int i = number; i != kNone; i = (*this)[i].parent)
        if (i == ancestor) return true;
    return false;
}

void Model::set_parent(int child, int parent) {
    const Kind kind = (*this)[child].kind;
    if (parent != kNone && operations(kind).is_single)
        for (const int other : children(parent, kind)) (*this)[other].parent = kNone;
    if (kind == Kind::Line && (*this)[child].parent != parent) (*this)[child].key.clear();  // until it is learned
    (*this)[child].parent = parent;
}

std::vector<int> Model::linked(int number) const {
    std::vector<int> result;
    for (const auto& [owner, tag] : links_) {
        if (owner == number) result.push_back(tag);
        if (tag == number) result.push_back(owner);
    }
    return result;
}

void Model::remove(int number) {
    (*this)[number].is_alive = false;
    std::erase_if(links_, [&](const auto& link) { return link.first == number || link.second == number; });
    for (int i = 0; i < size(); ++i) {
        Thing& child = (*this)[i];
        if (!child.is_alive || child.parent != number) continue;
        if (operations(child.kind).is_deleted_with_parent)
            remove(i);
        else
            child.parent = kNone;
    }
}

void Model::remove_orphans() {
    for (int i = 0; i < size(); ++i)
        if (is_orphan(i)) remove(i);
}

void Model::restore(const Model& earlier) {
    links_ = earlier.links_;
    for (int i = 0; i < size(); ++i) {
        if (i < earlier.size())
            (*this)[i] = earlier[i];
        else
            (*this)[i].is_alive = false;
    }
}

}  // namespace azoth::test::random_session
