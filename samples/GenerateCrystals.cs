#:project ../src/Debye/Debye.csproj
// Draws synthetic perovskite-like crystals and confirms their space group.
// Run: dotnet run samples/GenerateCrystals.cs
using Debye.Crystals.Sampling;
using Debye.Crystals.Symmetry;

var sampler = new CrystalSampler(CrystalStatistics.Bundled);
var wrong = 0;
for (var i = 0; i < 5; i++)
{
    if (sampler.Sample(221, seed: 1, index: i).Crystal is not { } crystal)
        continue;
    var structure = crystal.Expand();
    var found = SymmetryFinder.Find(structure);
    Console.WriteLine($"{structure.Formula, -24} {structure.Sites.Length, 4} atoms   {crystal.Lattice}   {found.Setting?.Symbol}");
    if (found.SpaceGroupNumber != 221)
        wrong++;
}

return wrong;
