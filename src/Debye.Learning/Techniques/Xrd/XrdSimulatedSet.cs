using Debye.Crystals;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Labelled patterns simulated from known crystals as they are, with laboratory imperfections.</summary>
public static class XrdSimulatedSet
{
    /// <summary>Simulates every structure of a file once; the truth is the found space group.</summary>
    /// <param name="path">Structures, JSON lines.</param>
    /// <param name="heldOutPrototypes">Above 0: only the prototypes that a recipe with this share holds out.</param>
    /// <param name="seed">Seed of the imperfections.</param>
    public static IEnumerable<LabelledPattern> Read(string path, double heldOutPrototypes, ulong seed)
    {
        var grid = XrdGrid.TwoTheta(XrdFeatures.FirstTwoThetaDegrees, 90, XrdFeatures.AngularPoints);
        var axis = grid.ToArray();
        var engine = new XrdEngine(new XrdScatterers());
        var renderer = new XrdRenderer();
        var values = new float[grid.Count];
        var ranges = new XrdImperfectionRanges { ImpurityProbability = 0 };
        ulong index = 0;
        foreach (var structure in StructureReader.Read(path))
        {
            index++;
            if (AsymmetricStructure.From(structure) is not { } crystal || crystal.Lattice.VolumeAngstrom3 > 7000)
                continue;
            if (heldOutPrototypes > 0 && !Prototype.IsHeldOut(Prototype.KeyOf(crystal), heldOutPrototypes))
                continue;
            var random = new RandomSource(seed, index);
            renderer.Clear();
            renderer.Add(engine.Compute(crystal, 0.056, 0.92, 0.008));
            renderer.Render(grid, XrdImperfections.Draw(ranges, ref random) with { March = 1 }, ref random, values);
            yield return new LabelledPattern(
                structure.Id,
                crystal.Setting.SpaceGroupNumber,
                new Spectrum(AxisKind.TwoThetaDegrees, axis, Array.ConvertAll(values, value => (double)value))
            );
        }
    }
}
