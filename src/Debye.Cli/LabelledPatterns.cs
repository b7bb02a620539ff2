using System.IO.Compression;
using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli;

/// <summary>A pattern with its true space group.</summary>
internal readonly record struct LabelledPattern(string Id, int SpaceGroup, Spectrum Pattern);

/// <summary>Patterns whose space group is known: a table of measured ones, or structures that are simulated.</summary>
internal static class LabelledPatterns
{
    public static IEnumerable<LabelledPattern> Read(string path, Session session, double? wavelengthAngstrom)
    {
        if (!Directory.Exists(path) && !File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        var isTable = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);
        return isTable ? Table(path, wavelengthAngstrom) : Simulated(path, session, wavelengthAngstrom);
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

    private static IEnumerable<LabelledPattern> Table(string path, double? wavelengthAngstrom)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        var heads = (reader.ReadLine() ?? "").Split(',');
        var (id, group, first) = (Array.IndexOf(heads, "id"), Array.IndexOf(heads, "space_group"), Array.FindIndex(heads, head => double.TryParse(head, out _)));
        if (id < 0 || group < 0 || first < 0) throw new DataFormatException(path, 1, "expected a header with id, space_group and then angles 2θ in degrees");
        var angles = Array.ConvertAll(heads[first..], head => double.TryParse(head, out var angle) ? angle : throw new DataFormatException(path, 1, $"expected an angle in degrees, got '{head}'"));
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var cells = text.Split(',');
            if (cells.Length != heads.Length) throw new DataFormatException(path, line, $"expected {heads.Length} columns, got {cells.Length}");
            if (!int.TryParse(cells[group], out var number) || number is < 1 or > 230) throw new DataFormatException(path, line, $"'{cells[group]}' is no space-group number (1…230)");
            var values = Array.ConvertAll(cells[first..], cell => double.TryParse(cell, out var value) ? value : throw new DataFormatException(path, line, $"expected an intensity, got '{cell}'"));
            yield return new LabelledPattern(cells[id], number, new Spectrum(AxisKind.TwoThetaDegrees, angles, values) { WavelengthAngstrom = wavelengthAngstrom ?? XrdTables.CopperKAlpha1Angstrom, Source = cells[id] });
        }
    }
}
