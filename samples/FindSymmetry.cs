#:project ../src/Debye/Debye.csproj
// Finds the space group of rutile, written with all its atoms and no symmetry, slightly distorted.
// Run: dotnet run samples/FindSymmetry.cs
using Debye.Crystals;
using Debye.Crystals.Symmetry;

var (titanium, oxygen) = (new Species(22), new Species(8));
const double u = 0.3053;
var rutile = new Structure
{
    Id = "rutile",
    Lattice = Lattice.FromParameters(4.594, 4.594, 2.959, 90, 90, 90),
    Sites =
    [
        new Site(titanium, new FractionalPosition(0, 0, 0)),
        new Site(titanium, new FractionalPosition(0.5, 0.5, 0.5004)),
        new Site(oxygen, new FractionalPosition(u, u, 0)),
        new Site(oxygen, new FractionalPosition(1 - u, 1 - u, 0)),
        new Site(oxygen, new FractionalPosition(0.5 + u, 0.5 - u, 0.5)),
        new Site(oxygen, new FractionalPosition(0.5 - u, 0.5 + u, 0.5)),
    ],
};

foreach (var tolerance in (double[])[0.0001, 0.01])
{
    var symmetry = SymmetryFinder.Find(rutile, tolerance);
    Console.WriteLine(
        $"within {tolerance} Å: {symmetry.Setting?.Symbol} ({symmetry.SpaceGroupNumber}), {symmetry.Operations.Length} "
            + $"operations, Wyckoff {symmetry.WyckoffLetters}"
    );
}

if (SymmetryFinder.Find(rutile).SpaceGroupNumber != 136)
    return 1;
return 0;
