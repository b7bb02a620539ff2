namespace Debye;

/// <summary>Tells bad data from a fault of the program.</summary>
public static class DataProblem
{
    /// <summary>Whether an exception tells of bad data, a bad file or a bad value.</summary>
    public static bool IsExpected(Exception problem) =>
        problem
            is DataFormatException
                or IOException
                or UnauthorizedAccessException
                or ArgumentException
                or InvalidOperationException
                or NotSupportedException
                or FormatException;
}
