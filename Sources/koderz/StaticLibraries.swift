// A release is linked with Swift's libraries inside it. Which of the static ones Foundation needs is
// only known to a file that imports it and is compiled for them, as those of this target are.
import Foundation
