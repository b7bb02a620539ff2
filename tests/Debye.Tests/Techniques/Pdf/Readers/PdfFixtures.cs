using Debye.TestSupport;

namespace Debye.Tests.Techniques.Pdf.Readers;

/// <summary>The files of Fixtures and the curves they hold.</summary>
internal static class PdfFixtures
{
    public const int Count = 40;

    public static string Folder { get; } = Path.Combine(SharedData.RepositoryRoot, "tests/Debye.Tests/Techniques/Pdf/Fixtures");

    public static IEnumerable<(string Name, byte[] Content)> All() =>
        Directory
            .GetFiles(Folder)
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));

    public static byte[] Content(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static double R(int i) => 1 + 0.1 * i;

    public static double Q(int i) => 0.5 + 0.25 * i;

    public static double G(double r)
    {
        const double A = 3.6;
        (double Distance, int Atoms)[] shells = [(A / Math.Sqrt(2), 12), (A, 6), (A * Math.Sqrt(1.5), 24), (A * Math.Sqrt(2), 12)];
        return shells.Sum(shell =>
                shell.Atoms
                * Math.Exp(-(r - shell.Distance) * (r - shell.Distance) / 0.02)
                / (Math.Sqrt(2 * Math.PI) * 0.1 * shell.Distance)
            )
            - 4 * Math.PI * 4 / (A * A * A) * r;
    }

    public static double F(double q) => Math.Sin(2.5 * q) * Math.Exp(-0.02 * q * q) * q / (1 + 0.2 * q);

    public static double S(double q) => 1 + F(q) / q;

    public static double Intensity(double x) => 100 + 900 * Math.Exp(-x) + 50 * S(x);
}
