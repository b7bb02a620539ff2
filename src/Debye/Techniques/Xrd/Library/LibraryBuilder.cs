using Debye.Crystals;
using Debye.Crystals.Symmetry;

namespace Debye.Techniques.Xrd.Library;

/// <summary>Calculates library entries from crystals.</summary>
public static class LibraryBuilder
{
    /// <summary>Isotropic displacement of every atom, Å²: what a database of calculated crystals does not give.</summary>
    public const double UisoAngstrom2 = 0.008;

    /// <summary>Tolerance of the search for the parent's symmetry, Å.</summary>
    public const double ParentToleranceAngstrom = 0.2;

    private const double MinInverseD = 0.04;
    private const double MaxInverseD = 0.93;
    private const double MinRelativeIntensity = 0.0005;

    /// <summary>Calculates the entries of many structures; order kept, the result independent of the number of threads.</summary>
    /// <param name="structures">The crystals, any cells.</param>
    /// <param name="maxReflections">Strongest reflections kept for each, 10…1000.</param>
    /// <param name="toleranceAngstrom">Tolerance of the symmetry search, Å.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="skipped">Receives the id of every structure without space group or beyond index ±127; null to ignore.</param>
    public static IEnumerable<LibraryEntry> Build(
        IEnumerable<Structure> structures, int maxReflections = 128, double toleranceAngstrom = 0.01, int threads = 1, Action<string>? skipped = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxReflections, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxReflections, 1000);
        using var engines = new ThreadLocal<XrdEngine>(() => new XrdEngine(new XrdScatterers()));
        var entries = structures.AsParallel().AsOrdered().WithDegreeOfParallelism(threads)
            .Select(structure => (structure.Id, Entry: Calculate(structure, engines.Value!, maxReflections, toleranceAngstrom)));
        foreach (var (id, entry) in entries)
        {
            if (entry is null) skipped?.Invoke(id);
            else yield return entry;
        }
    }

    private static LibraryEntry? Calculate(Structure structure, XrdEngine engine, int maxReflections, double toleranceAngstrom)
    {
        if (AsymmetricStructure.From(structure, toleranceAngstrom) is not { } crystal) return null;
        var sites = crystal.Sites.Select(site => new XrdSite(engine.Scatterers.IndexOf(site.Species), site.Position, site.Occupancy, UisoAngstrom2)).ToArray();
        var reflections = engine.Compute(crystal.Lattice, ReflectionSymmetry.Of(crystal.Setting), sites, MinInverseD, MaxInverseD);
        var strengths = new List<(double Intensity, double InverseD2, Hkl Hkl)>(reflections.Count);
        for (var i = 0; i < reflections.Count; i++)
        {
            var intensity = Intensity(reflections.InverseDSquared[i]) * reflections.Multiplicity[i] * reflections.StructureFactorSquared[i];
            strengths.Add((intensity, reflections.InverseDSquared[i], reflections.Hkl(i)));
        }

        strengths.Sort((a, b) => b.Intensity.CompareTo(a.Intensity));
        if (strengths.Count == 0 || !(strengths[0].Intensity > 0)) return null;
        var strongest = strengths[0].Intensity;
        var kept = strengths.Take(maxReflections).Where(s => s.Intensity > MinRelativeIntensity * strongest).OrderBy(s => s.InverseD2).ToArray();
        if (Array.Exists(kept, s => Math.Max(Math.Abs(s.Hkl.H), Math.Max(Math.Abs(s.Hkl.K), Math.Abs(s.Hkl.L))) > 127)) return null;
        var g = crystal.Lattice.ReciprocalMetricTensor();
        return new LibraryEntry(
            structure.Id, structure.Formula, crystal.Setting.SpaceGroupNumber, ParentOf(structure, crystal.Setting.SpaceGroupNumber), [g[0], g[4], g[8], g[5], g[2], g[1]],
            [.. kept.SelectMany(s => new[] { (sbyte)s.Hkl.H, (sbyte)s.Hkl.K, (sbyte)s.Hkl.L })],
            [.. kept.Select(s => (float)Math.Sqrt(s.Intensity / strongest))]);
    }

    /// <summary>
    /// X-rays hardly see hydrogen, and calculated crystals are often ordered, slightly distorted versions of the measured ones.
    /// </summary>
    private static int ParentOf(Structure structure, int otherwise)
    {
        return AsymmetricStructure.ParentOf(structure, otherwise, ParentToleranceAngstrom)?.Setting.SpaceGroupNumber ?? otherwise;
    }

    /// <summary>Lorentz-polarisation factor at Cu Kα1, 0 where the reflection cannot be reached.</summary>
    private static double Intensity(double inverseDSquared)
    {
        var sine = 0.5 * XrdFeatures.ReferenceWavelengthAngstrom * Math.Sqrt(inverseDSquared);
        return sine is <= 0 or >= 0.75 ? 0 : XrdPeaks.LorentzPolarisation(sine * sine, 1, Radiation.XRay);
    }
}
