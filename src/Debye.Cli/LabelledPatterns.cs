using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli;

/// <summary>Patterns whose space group is known: a set of measured ones, or structures that are simulated.</summary>
internal static class LabelledPatterns
{
    public static IEnumerable<LabelledPattern> Read(string path, Session session, double? wavelengthAngstrom)
    {
        if (!Directory.Exists(path) && !File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        var isSet = new[] { ".csv", ".csv.gz", ".json", ".json.gz" }.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return isSet ? LabelledPatternReader.Read(path) : Simulated(path, session, wavelengthAngstrom);
    }

    private static IEnumerable<LabelledPattern> Simulated(string path, Session session, double? wavelengthAngstrom)
    {
        var simulator = new XrdSimulator(new XrdOptions { WavelengthAngstrom = wavelengthAngstrom ?? XrdTables.CopperKAlpha1Angstrom });
        var grid = XrdGrid.TwoTheta(XrdFeatures.FirstTwoThetaDegrees, 90, XrdFeatures.AngularPoints);
        foreach (var structure in StructureInputs.Read([path], session))
        {
            var group = structure.StatedSpaceGroup ?? SymmetryFinder.Find(structure).SpaceGroupNumber;
            if (group == 0) session.Report($"{structure.Id}: no space group found");
            else if (Simulate(simulator, structure, grid, session) is { } pattern) yield return new LabelledPattern(structure.Id, group, pattern);
        }
    }

    private static Spectrum? Simulate(XrdSimulator simulator, Structure structure, XrdGrid grid, Session session)
    {
        try
        {
            return simulator.Pattern(structure, grid);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(structure.Id, problem);
            return null;
        }
    }
}
