using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Eis.Readers;

/// <summary>The files of Fixtures and the spectrum that all of them hold.</summary>
internal static class EisFixtures
{
    public const int Count = 11;

    public static double Frequency(int i) => Math.Pow(10, 5 - i / 2.0);

    public static Complex Impedance(int i) => 10 + 100 / new Complex(1, 2 * Math.PI * Frequency(i) * 1e-3);

    /// <summary>Every fixture, by name.</summary>
    public static IEnumerable<(string Name, byte[] Content)> All() =>
        Directory
            .GetFiles(Folder)
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));

    public static string Folder { get; } = Path.Combine(SharedData.RepositoryRoot, "tests/Debye.Tests/Techniques/Eis/Fixtures");

    /// <summary>A text table of the spectrum.</summary>
    public static byte[] Text(string header, Func<double, Complex, string> row)
    {
        var text = new StringBuilder(header);
        for (var i = 0; i < Count; i++)
            text.Append(row(Frequency(i), Impedance(i))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static string Number(double value) => value.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>A zip archive of one entry.</summary>
    public static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }

        return archive.ToArray();
    }
}
